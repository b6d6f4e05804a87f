// Every page works without this; with it the components help a little more.
import { initAll } from "../built/govuk-frontend.min.js";
import { keepWords } from "./autosave.js";
import { followJobs } from "./jobs.js";
import { readDeadlines } from "./deadline.js";
import { findInLists } from "./find.js";
import { foldFilters } from "./filters.js";
import { offerRedaction } from "./redact.js";
import { offerSimilar } from "./similar.js";
import { closeWhy } from "./why.js";
import { stackTables } from "./tables.js";
import { offerCopies } from "./copy.js";

initAll();
followJobs();
findInLists();
foldFilters();
offerRedaction();
offerSimilar();
stackTables();
closeWhy();
readDeadlines();
offerCopies();
keepWords();
