// A tooltip that is shown until something else is, or the text changes.
import { type ChangeDesc, StateEffect, type StateEffectType, StateField } from "@codemirror/state";
import { showTooltip, type Tooltip } from "@codemirror/view";

const gone = (): null => null;

// What sets the tooltip, and the field that has it; `carried` says where it is after a change of the text.
export function tooltip(carried: (shown: Tooltip, changes: ChangeDesc) => Tooltip | null = gone): [StateEffectType<Tooltip | null>, StateField<Tooltip | null>] {
  const set = StateEffect.define<Tooltip | null>();
  const field = StateField.define<Tooltip | null>({
    create: gone,
    update(shown, transaction) {
      for (const effect of transaction.effects) if (effect.is(set)) return effect.value;
      return shown !== null && transaction.docChanged ? carried(shown, transaction.changes) : shown;
    },
    provide: (of) => showTooltip.from(of),
  });
  return [set, field];
}
