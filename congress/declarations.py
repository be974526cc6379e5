"""What everybody finds first in the navigation."""

from congress.models import Role
from congress.registries import page

page("首页", "congress:home", *Role, order=10)
