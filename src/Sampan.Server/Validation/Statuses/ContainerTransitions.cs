using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>Containers that have ended and will not be started again must not come back to life in a pod's status.</summary>
internal static class ContainerTransitions
{
    public static void Check(JsonObject status, JsonObject before, FieldErrors errors)
    {
        var spec = before.At("spec") ?? [];
        var old = before.At("status") ?? [];
        if (!spec.Each("containers").Concat(spec.Each("initContainers")).SelectMany(container => container.Each("restartPolicyRules")).Any(rule => rule.TextOf("action") == "RestartAllContainers"))
        {
            Check(status, old, "containerStatuses", name => Find(spec, "containers", name), spec, errors);
            Check(status, old, "initContainerStatuses", name => Find(spec, "initContainers", name), spec, errors);
        }

        Check(status, old, "ephemeralContainerStatuses", _ => null, spec, errors);
    }

    private static void Check(JsonObject status, JsonObject old, string list, Func<string, JsonObject?> find, JsonObject spec, FieldErrors errors)
    {
        foreach (var (index, last) in old.Each(list).Index())
        {
            var name = last.TextOf("name");
            if (last.At("state", "terminated") is { } ended
                && status.Each(list).Any(now => now.TextOf("name") == name && now.At("state", "terminated") is null)
                && !(find(name) is { } container && Restarts(container, spec, FieldErrors.Number(ended, "exitCode") ?? 0)))
            {
                errors.Forbidden($"status.{list}[{index}].state", "may not be transitioned to non-terminated state");
            }
        }
    }

    // The first rule of the container that fits, then its own policy, then the pod's.
    private static bool Restarts(JsonObject container, JsonObject spec, long exitCode)
    {
        var own = container.TextOf("restartPolicy");
        return (own.Length > 0 && container.Each("restartPolicyRules").FirstOrDefault(rule => Matches(rule, exitCode)).TextOf("action") == "Restart")
            || (own.Length > 0 ? own : spec.TextOf("restartPolicy")) switch
            {
                "Never" => false,
                "OnFailure" => exitCode != 0,
                _ => true,
            };
    }

    private static bool Matches(JsonObject rule, long exitCode)
    {
        var codes = rule.At("exitCodes");
        var isListed = FieldErrors.Texts(codes, "values").Contains(exitCode.ToString(CultureInfo.InvariantCulture));
        return codes.TextOf("operator") switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            _ => false,
        };
    }

    private static JsonObject? Find(JsonObject spec, string list, string name) => spec.Each(list).FirstOrDefault(container => container.TextOf("name") == name);
}
