// Talking to the desk's server from a form that must not lose anything: what an answer means, and fresh tokens.

const PATIENCE = 15_000;

// What became of a message: "done", "away" (nobody answered, try again), "logged out", "refused" (do not try again).
export class Answer {
  constructor(kind, { sentence = "", data = {}, status = 0 } = {}) {
    this.kind = kind;
    this.status = status;
    this.sentence = sentence;
    this.data = data;
  }
}

export class Server {
  constructor(url, token) {
    this.url = url;
    this.token = token;
  }

  async send(message, { leaving = false } = {}) {
    const answer = await this.#post(message, leaving);
    if (answer.kind !== "forbidden") return answer;
    // A new login gives new tokens: ask for one, and say it again.
    const asked = await this.refreshToken();
    if (asked.kind !== "done") return asked;
    const second = await this.#post(message, leaving);
    return second.kind === "forbidden" ? new Answer("refused", { sentence: second.sentence }) : second;
  }

  // Asks who is logged in, and gives every form on the page the token that is valid now.
  async refreshToken() {
    const answer = await this.#ask({ method: "GET" });
    if (answer.kind === "done") {
      this.token = answer.data.token;
      for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = this.token;
    }
    return answer;
  }

  #post(message, leaving) {
    return this.#ask({
      method: "POST",
      keepalive: leaving,
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify(message),
    });
  }

  async #ask(options) {
    let response;
    try {
      response = await fetch(this.url, {
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
        ...options,
      });
    } catch {
      return new Answer("away");
    }
    const data = await response.json().catch(() => null);
    if (response.ok && data !== null) return new Answer("done", { data });
    const sentence = data?.sentence ?? "";
    if (response.status === 401) return new Answer("logged out", { sentence });
    if (response.status === 403 && !sentence) return new Answer("forbidden", { sentence: "This page has grown old. Copy your text and reload it." });
    if (sentence && response.status < 500) return new Answer("refused", { sentence, status: response.status, data });
    return new Answer("away");
  }
}
