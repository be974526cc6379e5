"""Names of organs: which duties a name stands for, whatever its place, its age and what it was merged with."""

import re
import unicodedata
from collections.abc import Mapping

# One body in whatever words its name says it; the first that fits names the organ, the others are its further duties.
# The companies, the party's offices and the like come first where a department's word occurs in their names.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("人大机关", r"人大(?:常委会|代表|机关)|人大办|人民代表大会"),
    ("供电公司", r"供电|电力.*公司|国网|南方电网|电网"),
    ("水务集团", r"(?:水务|供水|自来水|排水|净水).*(?:集团|公司)|自来水厂"),
    ("燃气公司", r"(?:燃气|天然气).*(?:集团|公司)"),
    ("热力公司", r"(?:热力|供热|热电).*(?:集团|公司)"),
    ("公交公司", r"公交.*(?:集团|公司)|公共交通.*(?:集团|公司)"),
    ("通信公司", r"电信|移动.*公司|联通|铁塔|广电网络|通信.*公司"),
    ("烟草局", r"烟草"),
    ("邮政局", r"邮政"),
    ("国有企业", r"国有企业|有限公司|有限责任公司|集团|公司$"),
    ("公积金中心", r"公积金"),
    ("园区管委会", r"管委会|(?:开发|高新|园|景|示范|度假|新|试验|合作|保税)区管理委员会|(?:开发|高新|经开|园)区$"),
    ("消防救援机构", r"消防"),
    ("公路管理机构", r"公路(?:管理)?(?:局|段|分局|中心|机构|总站|处)|公路事业|公路养护|公路发展"),
    ("人防办", r"人防|人民防空|国防动员"),
    ("退役军人局", r"退役军人"),
    ("医保局", r"医保|医疗保障"),
    ("行政审批局", r"行政审批|政务服务|政务(?:中心|局)|营商环境"),
    ("数据局", r"大数据|数据(?:资源|管理|发展|产业|局)|数字(?:经济|政府)"),
    ("金融办", r"金融|银保监|人民银行"),
    ("税务局", r"税务|国税|地税"),
    ("气象局", r"气象"),
    ("统计局", r"统计|调查队"),
    ("审计局", r"审计"),
    ("信访局", r"信访"),
    ("机关事务局", r"机关事务|事务管理局$"),
    ("乡村振兴局", r"乡村振兴|扶贫"),
    ("供销社", r"供销"),
    ("档案馆", r"档案|地方志|史志|党史"),
    ("国资委", r"国资|国有资产"),
    ("市场监管局", r"市场监(?:督|管)|工商(?!联|业联|信|和信|务)|质监|质量技术监督|食药|食品药品|药监"),
    ("自然资源和规划局", r"自然资源|国土|(?<!城乡)规划(?!建设|和建设)|不动产"),
    (
        "住建局",
        r"住建|住房|城建|城乡建设|城乡规划|规划建设|建设(?:局|委|厅)|建委|基本建设|公用事业|房管|房产|房屋|征收",
    ),
    ("城管局", r"城管|城市管理|综合执法|行政执法|市容|环卫|城市综合"),
    ("交通运输局", r"交通(?!警察)|交委|交运|运管|港航|公路建设|铁路"),
    ("水务局", r"水务|水利|河长|移民|水电|库区"),
    ("农业农村局", r"农业|农村|农牧|畜牧|农委|农办|农机|水产|渔业"),
    ("林业局", r"林业|林草|林木|园林|绿化|草原|林长|林水|农林|湿地"),
    ("生态环境局", r"生态环境|环保|环境保护"),
    ("卫健委", r"卫健|卫生|卫计|计生|疾控|疾病|中医|医院"),
    ("教育局", r"教育|教体|教科|教委|学校|教体科"),
    ("文旅局", r"文旅|文化|旅游|文广|文体|旅发|文物|广电|广播"),
    ("体育局", r"体育|教体|文体|文旅体|旅体|卫体"),
    (
        "经信局",
        r"经信|工信|工业|通信管理|经济(?:和|与|贸易|信息|商务)|经贸|经委|经科|科工|科经|工商信|科技经信|信息化",
    ),
    ("商务局", r"商务|商贸|商业|招商|投资促进|外经|经济合作|经合|粮食和物资"),
    ("科技局", r"科技|科学技术|教科|科工|科经"),
    ("发改委", r"发改|发展(?:和|与)?改革|物价|能源|粮食|计划委"),
    ("人社局", r"人社|人力资源|社会保障|社保|劳动|就业|人才交流"),
    ("应急局", r"应急|安监|安全生产|地震|防灾"),
    ("民宗局", r"民宗|民族|宗教"),
    ("民政局", r"(?<!人)民政|老龄"),
    ("财政局", r"财政|财务"),
    ("司法局", r"司法|法制办|法治"),
    ("公安局", r"公安|交警|交巡警|警察|派出所"),
    ("监委", r"监察|纪委|监委|纪检"),
    ("法院", r"法院"),
    ("检察院", r"检察"),
    ("组织部", r"组织部"),
    ("宣传部", r"宣传部|文明办|融媒"),
    ("统战部", r"统战|侨(?:办|联)|台办|台湾"),
    ("政法委", r"政法|综治"),
    ("编办", r"编办|编制"),
    ("社会工作部", r"社会工作部|社工部"),
    ("网信办", r"网信|互联网"),
    ("残联", r"残联|残疾人"),
    ("妇联", r"妇联|妇女"),
    ("团委", r"团委|共青团|团(?:市|县|区)委"),
    ("科协", r"科协|科学技术协会"),
    ("工商联", r"工商联|工商业联合会"),
    ("工会", r"工会"),
    ("党委部门", r"党委|市委|县委|区委|州委"),
    ("政府办", r"政府办|政府研究室|督查|^.?办公室$"),
    ("乡镇街道", r"街道|乡镇|(?:镇|乡|苏木)(?:人民政府|政府)?$|办事处"),
    ("县区政府", r"(?:县|区|市|旗|州)(?:人民)?政府|(?:县|区|旗)$"),
)
COMPILED = tuple((key, re.compile(pattern)) for key, pattern in PATTERNS)
# Named by its ground, not by its field: a congress has many of them.
BY_PLACE = frozenset({"乡镇街道", "县区政府", "园区管委会"})
COMPANIES = frozenset({"供电公司", "水务集团", "燃气公司", "热力公司", "公交公司", "通信公司"})
PARTY = frozenset({"组织部", "宣传部", "统战部", "政法委", "编办", "社会工作部", "网信办"})
# Words of other fields in these names give no duties of those fields.
EXCLUSIVE = BY_PLACE | COMPANIES | PARTY | {"国有企业", "人大机关", "公路管理机构", "公积金中心", "消防救援机构"}
# Where a place has no such organ, its duties lie with another, the first of these that is there.
TAKEN_OVER_BY: dict[str, tuple[str, ...]] = {
    "城管局": ("住建局",),
    "林业局": ("自然资源和规划局", "农业农村局"),
    "乡村振兴局": ("农业农村局",),
    "烟草局": ("农业农村局",),
    "供销社": ("农业农村局", "商务局"),
    "邮政局": ("商务局", "交通运输局"),
    "商务局": ("经信局", "发改委"),
    "体育局": ("教育局", "文旅局"),
    "科技局": ("经信局", "教育局"),
    "公路管理机构": ("交通运输局",),
    "公交公司": ("交通运输局",),
    "水务集团": ("水务局", "住建局"),
    "燃气公司": ("住建局", "城管局"),
    "热力公司": ("住建局", "城管局"),
    "公积金中心": ("住建局",),
    "人防办": ("住建局",),
    "供电公司": ("经信局", "发改委"),
    "通信公司": ("经信局",),
    "数据局": ("行政审批局", "政府办", "发改委"),
    "行政审批局": ("数据局", "政府办"),
    "消防救援机构": ("应急局", "公安局"),
    "气象局": ("应急局",),
    "国资委": ("财政局",),
    "金融办": ("财政局", "政府办"),
    "信访局": ("政府办",),
    "机关事务局": ("政府办",),
    "档案馆": ("政府办",),
    "残联": ("民政局",),
    "社会工作部": ("民政局",),
    "民宗局": ("统战部", "民政局"),
    "网信办": ("宣传部",),
}
COUNTY_OF_A_CITY = re.compile(r"市.+[县区]人民政府")


def keys_of(name: str) -> tuple[str, ...]:
    """The duties a name stands for, its normal form first: 科技经信局 has those of 经信局 and of 科技局.

    A name that fits none is its own key, so that what is learned of it still counts. An empty one has none.
    """
    plain = re.sub(r"[（(].*?[）)]|\s", "", unicodedata.normalize("NFKC", name))
    if COUNTY_OF_A_CITY.search(plain):
        return ("县区政府",)
    found = [key for key, pattern in COMPILED if pattern.search(plain)]
    if not found:
        return (plain,) if plain else ()
    return (found[0],) if found[0] in EXCLUSIVE else tuple(key for key in found if key not in EXCLUSIVE)


def shared_out(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The duties of each organ of a place, those of organs it does not have among them.

    Args:
        names: the organs' names by label.
    """
    keys = {label: keys_of(name) for label, name in names.items()}
    there = {key for each in keys.values() for key in each}
    for key, others in TAKEN_OVER_BY.items():
        heir = next((other for other in others if other in there), None)
        if heir and key not in there:
            keys = {label: (*each, key) if heir in each else each for label, each in keys.items()}
    return keys


def published(key: str) -> str:
    """The class under which published tables count an organ: companies and party offices each as one."""
    return "国有企业" if key in COMPANIES else "党委部门" if key in PARTY else key


def ground_of(name: str) -> str:
    """The place in the name of a town, a county or a zone: 相山 of 淮北市相山区人民政府. Empty when there is none."""
    place = re.sub(r"(?:人民政府|政府|办事处|管理委员会|管委会).*$", "", unicodedata.normalize("NFKC", name))
    place = re.sub(r"^.*[市县](?=.{2})", "", place)
    ground = re.sub(r"(?<!高新)(?<!经开)(?<!开发)(?<!园)(?:街道|苏木|乡|镇|县|区|旗|市)$", "", place)
    return ground if len(ground) > 1 else place if len(place) > 1 else ""
