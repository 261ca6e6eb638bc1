using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Errors;

/// <summary>meta/v1 StatusDetails: the object that a failure is about, and its causes. Empty members are left out of the JSON.</summary>
public sealed record StatusDetails(string Name = "", string Group = "", string Kind = "", string Uid = "", int RetryAfterSeconds = 0)
{
    /// <summary>The causes, in the order reported.</summary>
    public IReadOnlyList<StatusCause> Causes { get; init; } = [];

    /// <summary>The <c>details</c> object.</summary>
    public JsonObject ToJson()
    {
        var details = new JsonObject();
        AddUnlessEmpty(details, "name", Name);
        AddUnlessEmpty(details, "group", Group);
        AddUnlessEmpty(details, "kind", Kind);
        AddUnlessEmpty(details, "uid", Uid);
        if (Causes.Count > 0)
        {
            var causes = new JsonArray();
            foreach (var cause in Causes)
            {
                var entry = new JsonObject();
                AddUnlessEmpty(entry, "reason", cause.Reason);
                AddUnlessEmpty(entry, "message", cause.Message);
                AddUnlessEmpty(entry, "field", cause.Field);
                causes.Add((JsonNode)entry);
            }

            details["causes"] = causes;
        }

        if (RetryAfterSeconds > 0)
        {
            details["retryAfterSeconds"] = RetryAfterSeconds;
        }

        return details;
    }

    /// <summary>Reads a <c>details</c> object.</summary>
    public static StatusDetails Of(JsonElement details)
    {
        List<StatusCause> causes = [];
        foreach (var cause in details.Items("causes"))
        {
            causes.Add(new StatusCause(cause.StringOrEmpty("reason"), cause.StringOrEmpty("message"), cause.StringOrEmpty("field")));
        }

        return new StatusDetails(
            details.StringOrEmpty("name"),
            details.StringOrEmpty("group"),
            details.StringOrEmpty("kind"),
            details.StringOrEmpty("uid"),
            (int)(details.Integer("retryAfterSeconds") ?? 0))
        {
            Causes = causes,
        };
    }

    private static void AddUnlessEmpty(JsonObject target, string name, string value)
    {
        if (value.Length > 0)
        {
            target[name] = value;
        }
    }
}
