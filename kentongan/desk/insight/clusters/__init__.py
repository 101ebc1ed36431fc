"""Where reports come in clusters: arrays in, arrays out, no database.

Residents' reports only, never what a patrol found: patrols find where they go. A cluster
is a reason to ask and to help, never to stop or search anybody.
"""
