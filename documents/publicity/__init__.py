"""Room of documents: what leaders and departments publish, say, write or attend (发布和活动报批)."""
