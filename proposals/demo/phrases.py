"""常用语 of the organs of the small demo: an opening, a request, a close."""

from congress.models import Congress, Organ
from proposals.models import StockPhrases

PHRASES = (
    "感谢您对我市工作的关心和支持，欢迎继续提出宝贵意见。",
    "下一步，我们将明确专人负责，每季度向您通报一次进展。",
    "因涉及地下管线，需要先完成勘察，再确定施工时间。",
)


def give_phrases(city: Congress) -> None:
    """The same three to every handling organ of the city."""
    text = "\n\n".join(PHRASES)
    organs = Organ.objects.handling().filter(congress=city, stock_phrases__isnull=True)
    StockPhrases.objects.bulk_create(StockPhrases(organ=organ, text=text) for organ in organs)
