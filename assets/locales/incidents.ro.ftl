problem-exports-frozen = Exporturile și copierile sunt blocate cât timp se cercetează un incident. Întrebați pe cine administrează politica.
why-exports-frozen = Exporturile și copierile sunt blocate cât timp se cercetează un incident.
why-rule-incident-manage = Gestionează incidente
action-incident-view = incidente privite
action-incident-start = incident început
action-incident-edit = incident lucrat
action-incident-close = incident închis
