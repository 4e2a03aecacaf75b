import { createHash } from "node:crypto";
import { ruleContext, type SubjectSpec, type WatchTarget } from "../catalogue/alerts";

/** One program on a dashboard. */
export interface DashboardSection {
  /** Page of the alert catalogue that has its panels. */
  readonly subject: SubjectSpec;
  /** The program. */
  readonly target: WatchTarget;
}

/** What a dashboard is about. */
export interface DashboardOptions {
  /** Heading. */
  readonly title: string;
  /** Programs on it, each a row of panels. */
  readonly sections: readonly DashboardSection[];
  /** Tags to find it by. */
  readonly tags: readonly string[];
}

/** A Grafana dashboard as plain data. */
export interface Dashboard {
  /** What its address is made of; the title's own. */
  readonly uid: string;
  /** Heading. */
  readonly title: string;
  /** Rows and panels, in reading order. */
  readonly panels: readonly DashboardPanel[];
  /** Whatever else Grafana wants to know. */
  readonly [field: string]: unknown;
}

/** One panel, or one row heading, of a Grafana dashboard. */
export interface DashboardPanel {
  /** Number, unique on the dashboard. */
  readonly id: number;
  /** A row is a heading, a time series a panel. */
  readonly type: "row" | "timeseries";
  /** Heading. */
  readonly title: string;
  /** Place and size, in cells of a grid 24 wide. */
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** What it draws. @default - a row draws nothing */
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly legendFormat: string }[];
  /** Whatever else Grafana wants to know. */
  readonly [field: string]: unknown;
}

/** The layout version that the Grafana Foundation SDK 0.0.21 writes. */
const SCHEMA_VERSION = 42;
/** Grafana's grid is 24 wide; three panels stand side by side. */
const PANELS_PER_LINE = 3;
const PANEL_WIDTH = 8;
const PANEL_HEIGHT = 8;
const UID_LENGTH = 20;
/** Dashboards name their data source by a variable, so that they work in every Grafana. */
const DATA_SOURCE = { type: "prometheus", uid: `\${datasource}` };

/** The dashboard as data. Panel ids and the uid depend on the content's place alone, so that diffs stay small. */
export function dashboard(options: DashboardOptions): Dashboard {
  const panels: DashboardPanel[] = [];
  let y = 0;
  for (const { subject, target } of options.sections) {
    const context = ruleContext(subject, target);
    panels.push({
      id: panels.length + 1,
      type: "row",
      title: `${subject.title}: ${target.workload}`,
      collapsed: false,
      gridPos: { x: 0, y, w: PANELS_PER_LINE * PANEL_WIDTH, h: 1 },
      panels: [],
    });
    y += 1;
    for (const [index, panel] of subject.panels.entries()) {
      const line = Math.floor(index / PANELS_PER_LINE);
      panels.push({
        id: panels.length + 1,
        type: "timeseries",
        title: panel.title,
        datasource: DATA_SOURCE,
        gridPos: {
          x: (index % PANELS_PER_LINE) * PANEL_WIDTH,
          y: y + line * PANEL_HEIGHT,
          w: PANEL_WIDTH,
          h: PANEL_HEIGHT,
        },
        fieldConfig: { defaults: { unit: panel.unit }, overrides: [] },
        targets: [{ refId: "A", expr: panel.expression(context), legendFormat: panel.legend }],
      });
    }
    y += Math.ceil(subject.panels.length / PANELS_PER_LINE) * PANEL_HEIGHT;
  }
  return {
    uid: createHash("sha256").update(options.title).digest("hex").slice(0, UID_LENGTH),
    title: options.title,
    tags: [...options.tags],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    time: { from: "now-6h", to: "now" },
    refresh: "1m",
    timezone: "utc",
    templating: {
      list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus" }],
    },
    panels,
  };
}
