"""What letting somebody in takes, and what stands in the way of it."""

from dataclasses import dataclass

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.errors import TooMany, Unauthenticated
from zhifa.identity.tokens import TokenKey
from zhifa.settings import Settings


class LoginFailed(Unauthenticated):
    """One sentence for an unknown name, a wrong password and a disabled account."""

    code = "login_failed"
    title = "登录失败"
    detail = "账号或密码不正确,或账号已停用。请核对后重新输入;仍无法登录请联系本单位系统管理员。"


class OneTimeExpired(Unauthenticated):
    """Told only to who knows the password."""

    code = "one_time_expired"
    title = "一次性密码已失效"
    detail = "这个一次性密码过了 7 天没有使用,已经失效。请联系系统管理员重新设置。"


class LoginLocked(TooMany):
    code = "login_locked"
    title = "登录暂时受限"
    detail = "密码输错次数过多,已暂停登录。请稍后再试,或联系系统管理员解锁;手机上已保存的内容不受影响。"


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """The parts of the server, and whence the request came."""

    db: Database
    settings: Settings
    clock: Clock
    token_key: TokenKey
    address: str
    request_id: str | None
