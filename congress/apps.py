from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "congress"
    verbose_name = "人大门户"

    def ready(self) -> None:
        """Let every app put its to-do lists, pages and measures on the lists that congress keeps."""
        from congress import registries

        registries.load()
