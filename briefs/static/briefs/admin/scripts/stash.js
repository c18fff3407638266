// What could not be sent waits in this tab alone: gone when it is closed, and never seen by whoever logs in next.

const key = ({ noun, object }) => `briefs:unkept:${noun}:${object}`;

export function stash(form, fields) {
  try {
    sessionStorage.setItem(key(form), JSON.stringify({ user: form.user, fields }));
    return true;
  } catch {
    return false;
  }
}

export function forget(form) {
  try {
    sessionStorage.removeItem(key(form));
  } catch {
    // A browser that refuses to store has stored nothing.
  }
}

// The fields that wait for this form; those of somebody else are forgotten.
export function found(form) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(form)) ?? "null");
    if (kept?.user === form.user) return kept.fields;
  } catch {
    return null;
  }
  forget(form);
  return null;
}
