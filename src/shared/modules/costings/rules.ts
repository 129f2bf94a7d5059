// How the difference of a change of the costing method is named, so that two desks that book it without a line book it once.
import { uuidv5 } from '../../ids.ts'

const REVALUATIONS = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4f11'
/** `nth`: what came late from another desk is booked behind what was booked. */
export const revaluationId = (site: string, changedOn: string, nth: number): string => uuidv5(REVALUATIONS, `${site} ${changedOn} ${nth}`)
