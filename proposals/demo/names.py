"""Names that nobody bears and phones that ring nowhere."""

from collections.abc import Iterator
from itertools import product
from random import Random

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "唐罗薛雷贺倪汤滕殷毕郝安常乐于时傅皮卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛"
)
FIRST = "甲乙丙丁戊己庚辛壬癸"
SECOND = "山川禾木林泉石田竹松柏梅兰荷云雨"


def names(random: Random) -> Iterator[str]:
    """A surname, one of the ten stems, a thing of nature: 李丙禾. No two are the same."""
    found = ["".join(parts) for parts in product(SURNAMES, FIRST, SECOND)]
    random.shuffle(found)
    yield from found


def phones() -> Iterator[str]:
    """Eleven digits beginning with 100, a range that no operator has for mobile phones."""
    for number in range(100_000_000):
        yield f"100{number:08}"
