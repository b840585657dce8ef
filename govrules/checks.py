"""Wrong settings, as numbered findings with a hint: `manage.py check`; before going live `check --deploy`."""

import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured


def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [*_secret(), *_debug(), *_folder(), *_broker()]


def check_deployment(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [*_demo(), *_mail(), *_office()]


def _secret() -> Iterator[CheckMessage]:
    try:
        missing = not settings.SECRET_KEY
    except ImproperlyConfigured:
        missing = True
    if missing:
        hint = "设置环境变量 SECRET_KEY 为一串长而随机的字符，例如 openssl rand -base64 48 的输出。"
        yield Error("没有签名密钥（SECRET_KEY）。", hint=hint, id="govrules.E001")


def _debug() -> Iterator[CheckMessage]:
    if settings.DEBUG and not settings.DEMO:
        hint = "去掉 GOVRULES_DEBUG；调试页会把内部情况显示给访问者。"
        yield Error("非演示环境打开了调试（GOVRULES_DEBUG）。", hint=hint, id="govrules.E002")


def _folder() -> Iterator[CheckMessage]:
    for folder in (settings.PLACES.data, settings.PLACES.temporary):
        if not os.access(folder, os.W_OK):
            hint = "更改该文件夹的属主或权限，或用 GOVRULES_VAR 指定另一个可写的文件夹。"
            yield Error(f"文件夹 {folder} 不可写。", hint=hint, id="govrules.E006")


def _broker() -> Iterator[CheckMessage]:
    if not settings.EMBEDDED and settings.REDIS_URL.startswith("unix://") and not os.environ.get("REDIS_URL"):
        hint = "设置环境变量 REDIS_URL，例如 redis://127.0.0.1:6379/0；网页、后台任务和定时器须用同一个。"
        yield Warning("使用独立数据库，却没有指定任务队列（REDIS_URL）。", hint=hint, id="govrules.W007")


def _demo() -> Iterator[CheckMessage]:
    if settings.DEMO:
        hint = "去掉 GOVRULES_DEMO；演示模式下任何人都可以切换成任何干部，并拨动办公时钟。"
        yield Error("正式运行打开了演示模式（GOVRULES_DEMO）。", hint=hint, id="govrules.E003")


def _mail() -> Iterator[CheckMessage]:
    if not settings.EMAIL_HOST:
        hint = "设置 EMAIL_HOST 等（见 .env.example）；否则邮件只写入数据文件夹。"
        yield Warning("没有邮件服务器，提醒不会以邮件发出。", hint=hint, id="govrules.W005")


def _office() -> Iterator[CheckMessage]:
    if not settings.OFFICE_EMAIL:
        hint = "设置 OFFICE_EMAIL 为政府办公室的邮箱；提醒邮件以它的名义发出。"
        yield Warning("没有办公室邮箱（OFFICE_EMAIL）。", hint=hint, id="govrules.W004")
