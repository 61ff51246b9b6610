"""The commands of krachtenveld, one module each: parse, call, print."""
