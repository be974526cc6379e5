"""履职参考: topics of the year, model cases, model texts and rules, kept by the desk and shown while writing."""
