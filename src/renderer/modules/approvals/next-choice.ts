// Which request is in front of the person while the list changes under their hands.

/** The chosen one while it is there; when it was decided, what now stands in its place; else the last, or none. */
export function nextChoice<Item extends { orderId: string }>(
  items: readonly Item[],
  chosen: { orderId: string; at: number } | null,
): { item: Item; at: number } | null {
  const found = chosen ? items.findIndex((item) => item.orderId === chosen.orderId) : 0
  const at = found >= 0 ? found : Math.min(chosen?.at ?? 0, items.length - 1)
  const item = items[at]
  return item ? { item, at } : null
}
