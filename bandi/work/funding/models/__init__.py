"""Grants and reporting duties; budget lines; items in stock, what came in, what was handed out, what was corrected."""

from bandi.work.funding.models.budgets import BudgetLine
from bandi.work.funding.models.grants import Grant, GrantState, ReportingDuty
from bandi.work.funding.models.stock import HandOut, StockCorrection, StockItem, StockReceipt

__all__ = ["BudgetLine", "Grant", "GrantState", "HandOut", "ReportingDuty", "StockCorrection", "StockItem", "StockReceipt"]
