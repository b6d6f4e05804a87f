"""The pure rules of what leaves the building: report years, clear days, when the next report is due."""
