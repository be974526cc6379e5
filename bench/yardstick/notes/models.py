from django.db import models


class Note(models.Model):
    number = models.CharField(max_length=24, default="HB-2026-0001")
    title = models.CharField(max_length=60)
    body = models.TextField()
    writer = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    organ = models.CharField(max_length=60, default="市城市管理局")
    state = models.CharField(max_length=10, default="办理中")
    left = models.CharField(max_length=20, default="还剩12个工作日")

    def __str__(self) -> str:
        return self.title
