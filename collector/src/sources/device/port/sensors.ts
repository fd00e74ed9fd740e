import { callbackNames } from '@win11mon/schemas'

/** The driver's callbacks, by what they watch. */
export const sensors: typeof callbackNames = callbackNames
export type Sensor = (typeof sensors)[number]
