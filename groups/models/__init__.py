from groups.models.groups import Group, Membership, Post

__all__ = ["Group", "Membership", "Post"]
