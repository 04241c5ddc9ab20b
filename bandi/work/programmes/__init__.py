"""Programmes: question sets and what was answered, volunteers with their shifts and hours, registers of groups with meetings and pairs.

Volunteers and members stand here by a code alone. Who one of them is, is kept as a protected person of the same code, sealed in a compartment; this
package neither reads names nor knows whether there is one. Knows nothing of advocacy.
"""
