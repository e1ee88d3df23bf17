// What the server hands over: chart.Payload in Go. Every text is ready to
// show; nothing here formats a number.

export interface Point {
  v: number | null; // for drawing only
  text: string;
  full: string;
  share?: string;
  href?: string;
  partial?: string;
  status: string;
  how: string;
  range?: string;
  period?: string;
  say: string;
}

export interface Row {
  key: string;
  geo?: string;
  label: string;
  note?: string;
  muted?: boolean;
  color: number;
  href?: string;
  points: Point[];
}

export interface Payload {
  id: string;
  kind: string;
  lang: string;
  title: string;
  what: string;
  text: string;
  rowName: string;
  unit: string;
  columns: string[];
  rows: Row[];
  axis?: { v: number; text: string }[];
  fulls?: string[]; // facts: a value with its unit by column, # for the number
  heads?: { color: number; href?: string }[]; // facts: of the columns
  names?: Record<string, string>;
  place?: { label: string; lat: number; lon: number; country?: string };
  source: string;
  link: string;
  words: Record<string, string>;
}

/** A place in the chart: a row and one of its points. */
export interface Spot {
  row: number;
  col: number;
}

/** A lively chart, as the frame around it sees it. */
export interface Lively {
  /** Moves by an arrow key; the frame reads the point that is reached. */
  step(from: Spot | null, key: string): Spot | null;
  /** Marks a spot and says where its tip belongs, in px of the host. */
  mark(spot: Spot | null): { x: number; y: number } | null;
  /** Any other key; true if it meant something. */
  key?(key: string): boolean;
  /** Draws anew with the colours of now. */
  paint(): void;
  resize(): void;
  /** A canvas of the picture, for saving; null where the server's file does. */
  canvas?(): HTMLCanvasElement | null;
}
