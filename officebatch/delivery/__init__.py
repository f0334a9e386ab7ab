"""Delivery: every addressee gets his own papers by mail, once, and nobody else does."""

from __future__ import annotations

from officebatch.delivery.queue import settle
from officebatch.delivery.sending import send
from officebatch.delivery.server import Clock, MailServer, Security, Timeouts
from officebatch.delivery.smtp import Refused, faultless, limit
from officebatch.delivery.summary import Summary

__all__ = [
    "Clock",
    "MailServer",
    "Refused",
    "Security",
    "Summary",
    "Timeouts",
    "faultless",
    "limit",
    "send",
    "settle",
]
