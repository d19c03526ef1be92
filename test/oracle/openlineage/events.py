"""Builds every event of stdin (JSON Lines) from the classes of OpenLineage's own client, which know each key, and serializes it again.

Prints how many events and facets came back as they were; ends with 1 when one did not, or when a key is unknown."""
import importlib
import json
import pkgutil
import sys
import typing

import attr
import openlineage.client.generated as generated
from openlineage.client import event_v2
from openlineage.client.serde import Serde

FACETS = {}
for module in pkgutil.iter_modules(generated.__path__):
    loaded = importlib.import_module(f"{generated.__name__}.{module.name}")
    FACETS.update({name: cls for name, cls in vars(loaded).items() if isinstance(cls, type) and name.endswith("Facet")})

facets = 0


def build(cls, value):
    """A value as an instance of what the client declares for it."""
    global facets
    if isinstance(value, dict) and "_schemaURL" in value:
        known = FACETS[value["_schemaURL"].rsplit("/", 1)[1]]
        if known._get_schema() != value["_schemaURL"]:
            raise ValueError(f"{value['_schemaURL']}: the client writes {known._get_schema()}")
        facets += 1
        cls, value = known, {key: inner for key, inner in value.items() if key != "_schemaURL"}
    args = typing.get_args(cls)
    if isinstance(value, list):
        item = next((typing.get_args(one)[0] for one in (cls, *args) if typing.get_origin(one) is list), object)
        return [build(item, inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if not attr.has(cls):
        cls = next((one for one in args if attr.has(one)), None) or next(
            (typing.get_args(one)[1] for one in (cls, *args) if typing.get_origin(one) is dict), None
        )
        if cls is None or not attr.has(cls) or all(isinstance(inner, dict) for inner in value.values()):
            return {key: build(cls or object, inner) for key, inner in value.items()}
    known = {field.alias: field for field in attr.fields(attr.resolve_types(cls))} | {field.name: field for field in attr.fields(cls)}
    unknown = [key for key in value if key not in known]
    if unknown:
        raise ValueError(f"{cls.__name__} has no {', '.join(unknown)}")
    return cls(**{known[key].alias: build(known[key].type, inner) for key, inner in value.items()})


def without_empty(value):
    """The client writes its empty defaults too."""
    if isinstance(value, list):
        return [without_empty(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    inside = {key: without_empty(inner) for key, inner in value.items()}
    return {key: inner for key, inner in inside.items() if inner not in ({}, [], None)}


events = 0
for line in sys.stdin:
    event = json.loads(line)
    cls = getattr(event_v2, event["schemaURL"].rsplit("/", 1)[1])
    given = {key: inner for key, inner in event.items() if key != "schemaURL"}
    if "eventType" in given:
        given["eventType"] = event_v2.RunState[given["eventType"]]
    again = json.loads(Serde.to_json(build(cls, given)))
    if without_empty(again) != without_empty(event):
        sys.exit(f"an event of {event['job']['name']} came back otherwise")
    events += 1
print(f"{events} events with {facets} facets")
