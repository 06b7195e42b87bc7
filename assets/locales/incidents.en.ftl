problem-exports-frozen = Exports and copies are frozen while an incident is looked into. Ask whoever manages the policy.
why-exports-frozen = Exports and copies are frozen while an incident is looked into.
why-rule-incident-manage = Manage incidents
action-incident-view = incidents looked at
action-incident-start = incident started
action-incident-edit = incident worked on
action-incident-close = incident closed
