// What another screen asks to be made here out of a need of customers: offered once each time the screen is opened so.
import { useEffect, useRef, useState } from 'react'
import { Proposal } from '../../../shared/modules/jobs/contract/packages.ts'

export function useProposal(params: Readonly<Record<string, unknown>> | undefined): [Proposal | null, () => void] {
  const taken = useRef<unknown>(undefined)
  const [proposal, setProposal] = useState<Proposal | null>(null)
  useEffect(() => {
    const read = Proposal.safeParse(params?.['proposal'])
    if (!read.success || taken.current === params) return
    taken.current = params
    setProposal(read.data)
  }, [params])
  return [proposal, () => setProposal(null)]
}
