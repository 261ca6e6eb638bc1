using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Events;

/// <summary>An event before it is written.</summary>
/// <param name="Source">Who reports it.</param>
/// <param name="Regarding">The object it is about.</param>
/// <param name="Type"><c>Normal</c> or <c>Warning</c>.</param>
/// <param name="Reason">What happened, in one word.</param>
/// <param name="Message">What happened, for a person.</param>
/// <param name="FieldPath">The part of the object meant, such as <c>spec.containers{web}</c>; empty for all of it.</param>
internal sealed record RecordedEvent(EventSource Source, KubernetesObject Regarding, string Type, string Reason, string Message, string FieldPath)
{
    /// <summary>Events that say the same about the same object are one event with a count.</summary>
    public (string Uid, EventSource, string, string, string, string) Key =>
        (Regarding.Metadata.Uid, Source, Type, Reason, Message, FieldPath);

    /// <summary>Events of cluster-scoped objects live in <c>default</c>.</summary>
    public string Namespace => Regarding.Metadata.Namespace is { Length: > 0 } @namespace ? @namespace : "default";

    /// <summary>The core/v1 Event of its first occurrence.</summary>
    public KubernetesObject ToObject(string name, DateTimeOffset time)
    {
        var involved = new JsonObject
        {
            ["kind"] = Regarding.Kind,
            ["name"] = Regarding.Metadata.Name,
            ["uid"] = Regarding.Metadata.Uid,
            ["apiVersion"] = Regarding.ApiVersion,
            ["resourceVersion"] = Regarding.Metadata.ResourceVersion,
        };
        if (Regarding.Metadata.Namespace.Length > 0)
        {
            involved["namespace"] = Regarding.Metadata.Namespace;
        }

        if (FieldPath.Length > 0)
        {
            involved["fieldPath"] = FieldPath;
        }

        var source = new JsonObject { ["component"] = Source.Component };
        if (Source.Host.Length > 0)
        {
            source["host"] = Source.Host;
        }

        var timestamp = KubernetesTime.Format(time);
        return KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace },
            ["involvedObject"] = involved,
            ["reason"] = Reason,
            ["message"] = Message,
            ["source"] = source,
            ["firstTimestamp"] = timestamp,
            ["lastTimestamp"] = timestamp,
            ["count"] = 1,
            ["type"] = Type,
            ["reportingComponent"] = Source.Component,
            ["reportingInstance"] = Source.Host,
        });
    }
}
