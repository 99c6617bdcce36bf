"""What buyers must hear of: changed times and changed policy, told before they begin."""
