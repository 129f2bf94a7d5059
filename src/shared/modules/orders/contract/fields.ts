// What several entries of orders take or answer: which order, its new revision, and words beside it.
import { z } from 'zod'
import { OrderId } from '../../../ids.ts'

export const Note = z
  .string()
  .trim()
  .max(500)
  .transform((text) => text || null)
  .nullable()
  .default(null)
export const ShortNote = z
  .string()
  .trim()
  .max(60)
  .transform((text) => text || null)
  .nullable()
  .default(null)
export const Revised = z.object({ rev: z.int() })
export const Id = z.object({ id: OrderId })
