// A line of text with the words this store uses most beneath it: one press instead of typing.
import { TextField, type TextFieldProps } from '../TextField.tsx'

export function SuggestField({ words, ...field }: TextFieldProps & { words: readonly string[] }) {
  const typed = field.value.trim()
  const offered = words.filter((word) => word !== typed && (typed === '' || word.includes(typed))).slice(0, 5)
  return (
    <div className="suggest">
      <TextField {...field} />
      {offered.length > 0 && (
        <div className="row wrap">
          {offered.map((word) => (
            <button key={word} type="button" className="word" tabIndex={-1} onClick={() => field.onChange(word)}>
              {word}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
