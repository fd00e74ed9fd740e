/** Alerts of severity high or above that show no step of the attack, for each host-hour in which something was recorded. */
export const falseAlertGate = 0.3
/** Least abuse score of an attack that is seen in full. */
export const attackScoreGate = 0.9
/** Most of anything harmless. */
export const harmlessScoreGate = 0.01
