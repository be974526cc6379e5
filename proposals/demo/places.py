"""The tree of the demo: a city, its counties and districts, their towns and streets, and the organs of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from congress.models import Congress, Organ, Session, Term
from congress.pinyin import sort_key

CITY = ("淮北市", "HB")
COUNTIES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # place: code, towns, streets
    "濉溪县": (
        "SX",
        (
            "濉溪镇",
            "韩村镇",
            "刘桥镇",
            "五沟镇",
            "临涣镇",
            "双堆集镇",
            "铁佛镇",
            "南坪镇",
            "百善镇",
            "孙疃镇",
            "四铺镇",
        ),
        (),
    ),
    "相山区": (
        "XS",
        ("渠沟镇",),
        ("相南街道", "东街道", "西街道", "东山街道", "任圩街道", "南黎街道", "曲阳街道", "三堤口街道"),
    ),
    "杜集区": ("DJ", ("朔里镇", "石台镇", "段园镇"), ("高岳街道", "矿山集街道")),
    "烈山区": ("LS", ("烈山镇", "宋疃镇", "古饶镇"), ("杨庄街道", "临海童街道", "百善街道", "任楼街道")),
}
COMMITTEES = ("城环工委", "农业农村工委", "财经工委", "教科文卫工委", "监察司法工委", "社会建设工委")
DEPARTMENTS = (
    "发展和改革委员会 教育局 科学技术局 工业和信息化局 公安局 民政局 司法局 财政局 人力资源和社会保障局 "
    "自然资源和规划局 生态环境局 住房和城乡建设局 交通运输局 农业农村局 水务局 商务局 文化旅游体育局 卫生健康委员会 "
    "退役军人事务局 应急管理局 审计局 国有资产监督管理委员会 市场监督管理局 统计局 医疗保障局 城市管理局 "
    "数据资源管理局 信访局 林业局"
).split()
OTHERS = {
    "市监察委员会": Organ.Branch.SUPERVISION,
    "市中级人民法院": Organ.Branch.COURT,
    "市人民检察院": Organ.Branch.PROCURATORATE,
    "市委宣传部": Organ.Branch.PARTY,
    "市总工会": Organ.Branch.MASS,
    "团市委": Organ.Branch.MASS,
    "市残疾人联合会": Organ.Branch.MASS,
    "市供电公司": Organ.Branch.COMPANY,
    "市供水公司": Organ.Branch.COMPANY,
    "市公交公司": Organ.Branch.COMPANY,
    "濉溪县人民政府": Organ.Branch.COUNTY,
    "相山区人民政府": Organ.Branch.COUNTY,
    "杜集区人民政府": Organ.Branch.COUNTY,
    "烈山区人民政府": Organ.Branch.COUNTY,
}
OF_A_COUNTY = ("教育局", "住房和城乡建设局", "交通运输局", "农业农村局", "水务局", "城市管理局", "民政局", "公安局")
SHORT = {
    "发展和改革委员会": "发改委",
    "工业和信息化局": "工信局",
    "人力资源和社会保障局": "人社局",
    "自然资源和规划局": "自然资源局",
    "住房和城乡建设局": "住建局",
    "文化旅游体育局": "文旅体局",
    "卫生健康委员会": "卫健委",
    "国有资产监督管理委员会": "国资委",
    "市场监督管理局": "市场监管局",
    "医疗保障局": "医保局",
    "城市管理局": "城管局",
    "数据资源管理局": "数据局",
}
INNER = {"城市管理局": ("市政科", "市容科"), "住房和城乡建设局": ("物业科", "城建科")}
STARTED = date(2022, 1, 10)


@dataclass
class Tree:
    """What was made.

    Attributes:
        streets: the branch desks of each county-level congress.
        organs: of each congress, the handling ones by the name without its place.
    """

    city: Congress
    counties: list[Congress] = field(default_factory=list)
    towns: list[Congress] = field(default_factory=list)
    streets: dict[Congress, list[Organ]] = field(default_factory=dict)
    desks: dict[Congress, Organ] = field(default_factory=dict)
    organs: dict[Congress, dict[str, Organ]] = field(default_factory=dict)
    committees: list[Organ] = field(default_factory=list)
    office: Organ | None = None
    arbiter: Organ | None = None

    @property
    def congresses(self) -> list[Congress]:
        return [self.city, *self.counties, *self.towns]


def plant() -> Tree:
    """Make the tree with its terms and organs."""
    tree = Tree(_congress(CITY[0], CITY[1], Congress.Level.CITY, None, 17))
    _city_organs(tree)
    for order, (place, (code, towns, streets)) in enumerate(COUNTIES.items()):
        county = _congress(place, code, Congress.Level.COUNTY, tree.city, 18, order)
        tree.counties.append(county)
        _desk(tree, county)
        tree.organs[county] = _handlers(county, place, OF_A_COUNTY)
        tree.streets[county] = [_organ(county, f"{street}人大工委", Organ.Kind.STREET) for street in streets]
        for number, name in enumerate(towns):
            town = _congress(name, f"{code}{number + 1:02}", Congress.Level.TOWN, county, 5, number)
            tree.towns.append(town)
            _desk(tree, town)
            tree.organs[town] = {"镇政府": _organ(town, f"{name}人民政府", Organ.Kind.HANDLER, "government")}
    return tree


def _congress(place: str, code: str, level: str, parent: Congress | None, term: int, order: int = 0) -> Congress:
    made = Congress.objects.create(
        name=f"{place}人大", place=place, code=code, level=level, parent=parent, order=order
    )
    held = Term.objects.create(congress=made, number=term, starts_on=STARTED)
    Session.objects.create(
        term=held, number=1, receives_from=STARTED, opens_on=STARTED, closes_on=STARTED.replace(day=13)
    )
    return made


def _city_organs(tree: Tree) -> None:
    _desk(tree, tree.city)
    tree.committees = [_organ(tree.city, name, Organ.Kind.COMMITTEE) for name in COMMITTEES]
    tree.office = _organ(tree.city, "市政府督查室", Organ.Kind.GOVERNMENT, "government")
    tree.arbiter = _organ(tree.city, "市委编办", Organ.Kind.STAFFING, "party")
    tree.organs[tree.city] = _handlers(tree.city, "市", DEPARTMENTS)
    for name, branch in OTHERS.items():
        tree.organs[tree.city][name] = _organ(tree.city, name, Organ.Kind.HANDLER, branch)
    for name, offices in INNER.items():
        for office in offices:
            _organ(tree.city, office, Organ.Kind.INNER, "government", parent=tree.organs[tree.city][name])


def _desk(tree: Tree, congress: Congress) -> None:
    name = {"city": "代表工作委员会", "county": "代表联络室", "town": "人大办公室"}[congress.level]
    tree.desks[congress] = _organ(congress, name, Organ.Kind.DESK)


def _handlers(congress: Congress, prefix: str, names: Iterable[str]) -> dict[str, Organ]:
    return {
        name: _organ(congress, prefix + name, Organ.Kind.HANDLER, "government", short=prefix + SHORT.get(name, name))
        for name in names
    }


def _organ(
    congress: Congress, name: str, kind: str, branch: str = "congress", *, short: str = "", parent: Organ | None = None
) -> Organ:
    return Organ.objects.create(
        congress=congress,
        name=name,
        short_name=short if short != name else "",
        sort_key=sort_key(short or name)[:80],
        kind=kind,
        branch=branch,
        parent=parent,
    )
