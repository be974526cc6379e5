"""What the demo's deputies write about: titles and texts put together from places and matters."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

FILE = Path(__file__).resolve().parent.parent / "data" / "demo_matters.csv"
PLACES = {
    "roads": "人民路 淮海路 相山路 孟山路 长山路 古城路 南黎路 洪山路 桓谭路 泉山路 东山路 梅苑路 惠黎路 沱河路",
    "estates": "光明小区 矿工新村 惠民家园 春秋花园 梅苑小区 和谐家园 东岗楼小区 南湖花园 博庄社区",
    "villages": "路东村 大营村 小集村 前营村 郭王村 黄新庄村 杨楼村 徐楼村 吴井村 王楼村 张庄村 谷饶村",
    "waters": "濉河 闸河 沱河 浍河 王引河 龙岱河 东湖 南湖 跃进沟 老濉河",
    "schools": "第一实验小学 首府实验小学 第三中学 西园中学 古饶中心学校 梅苑学校 人民路学校 翠峰小学",
}


@dataclass(frozen=True)
class Matter:
    """A kind of matter: a title with a place, what is wrong there, what is wished, who handles it.

    Attributes:
        places: of which kind.
        lead, joint: names of organs as in `places`.
        answer: what the reply says.
    """

    title: str
    places: str
    trouble: str
    wish: str
    category: str
    lead: str
    answer: str
    joint: str


@dataclass(frozen=True)
class Written:
    """One opinion as a deputy wrote it."""

    title: str
    body: str
    matter: Matter


OPENINGS = ("最近接待群众时，多人反映：", "走访时看到，", "居民向我反映，", "", "村民代表几次提到，")
MARKS = {
    "roads": "东段 西段 北侧 南侧 中段 菜市场门口 公交站旁 与环城路交叉口 桥头 医院门前 银行对面 加油站旁",
    "estates": "东门 西门 北区 南区 一期 二期 三期 3号楼 7号楼 12号楼 18号楼 物业用房旁",
    "villages": "一组 二组 三组 四组 五组 东头 西头 村部旁 小学旁 河边 南北路 老庄台",
    "waters": "东岸 西岸 北岸 南岸 上游 下游 闸口 桥下 码头旁 公园段 城区段 村庄段",
    "schools": "东校区 西校区 南门 北门 东门 西门",
}


@cache
def matters() -> list[Matter]:
    """The matters of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Matter(**row) for row in csv.DictReader(file)]


def written(random: Random) -> Written:
    """One opinion: which matter, where, in which words."""
    matter = random.choice(matters())
    place = random.choice(PLACES[matter.places].split()) + random.choice(["", *MARKS[matter.places].split()])
    title = matter.title.format(place)
    return Written(title, f"{random.choice(OPENINGS)}{place}{matter.trouble}建议{matter.wish}。", matter)
