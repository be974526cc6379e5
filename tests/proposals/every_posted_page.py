"""Every page that takes a POST, by the name of its address."""

from tests.proposals import (
    posted_classifying,
    posted_commending,
    posted_delegations,
    posted_dossiers,
    posted_duties,
    posted_figures,
    posted_groups,
    posted_motions,
    posted_pages,
    posted_practice,
    posted_promises,
    posted_publishing,
    posted_shelf,
    posted_stations,
    posted_supervision,
    posted_training,
)

PAGES = (
    posted_pages.PAGES
    | posted_classifying.PAGES
    | posted_commending.PAGES
    | posted_delegations.PAGES
    | posted_dossiers.PAGES
    | posted_duties.PAGES
    | posted_figures.PAGES
    | posted_groups.PAGES
    | posted_motions.PAGES
    | posted_practice.PAGES
    | posted_promises.PAGES
    | posted_publishing.PAGES
    | posted_shelf.PAGES
    | posted_stations.PAGES
    | posted_supervision.PAGES
    | posted_training.PAGES
)
