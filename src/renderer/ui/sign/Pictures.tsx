// The photos and papers of a record. A photo is fetched when it is shown, one pressed is seen large; a paper pressed is saved as a file.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attached } from '../../../shared/modules/documents/contract.ts'
import { start } from '../../api.ts'
import { Dialog } from '../Dialog.tsx'
import { startWork } from '../work.ts'
import './sign.css'

/** `wordOf` says what a picture shows. */
export function Pictures({ of, wordOf }: { of: readonly Attached[]; wordOf: (picture: Attached) => string }) {
  const [large, setLarge] = useState<{ title: string; source: string } | null>(null)
  return (
    <>
      <div className="pictures">
        {of.map((picture) =>
          picture.fileKind === 'application/pdf' ? (
            <Paper key={picture.id} id={picture.id} name={picture.name ?? wordOf(picture)} />
          ) : (
            <Picture
              key={picture.id}
              id={picture.id}
              word={wordOf(picture)}
              onOpen={(source) => setLarge({ title: wordOf(picture), source })}
            />
          ),
        )}
      </div>
      <Dialog open={large !== null} onClose={() => setLarge(null)} title={large?.title ?? ''} width="wide">
        {large && (
          <div className="picture-large">
            <img src={large.source} alt={large.title} />
          </div>
        )}
      </Dialog>
    </>
  )
}

function Paper({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('ui')
  const save = (): void =>
    void startWork(
      t('picture.saving', { name }),
      'documents.saveFile',
      { id },
      (saved) => saved && t('picture.saved', { path: saved.path }),
    )
  return (
    <button type="button" className="picture" title={t('picture.save', { name })} onClick={save}>
      <span className="picture-paper">{name}</span>
    </button>
  )
}

function Picture({ id, word, onOpen }: { id: string; word: string; onOpen: (source: string) => void }) {
  const { t } = useTranslation('ui')
  const [source, setSource] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    let here = true
    void start('documents.showPicture', { id }).done.then(
      (reply) => here && setSource(reply.ok ? `data:${reply.value.kind};base64,${reply.value.base64}` : null),
    )
    return () => void (here = false)
  }, [id])
  if (source === null) return <span className="picture cap">{t('picture.elsewhere')}</span>
  return (
    <button type="button" className="picture" aria-label={word} disabled={!source} onClick={() => source && onOpen(source)}>
      {source && <img src={source} alt="" />}
    </button>
  )
}
