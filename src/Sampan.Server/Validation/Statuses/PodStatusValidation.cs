using System.Net;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>core/v1 Pod's status: addresses, the nominated node, and containers that must not come back to life.</summary>
internal static class PodStatusValidation
{
    public static void Check(JsonObject pod, JsonObject before, FieldErrors errors)
    {
        var status = pod.At("status") ?? [];
        if (status.TextOf("nominatedNodeName") is { Length: > 0 } node)
        {
            errors.Invalid("status.nominatedNodeName", node, Names.Subdomain(node));
        }

        CheckTransition(status, before, "containerStatuses", errors);
        CheckAddresses(status, "podIPs", errors);
        CheckAddresses(status, "hostIPs", errors);
    }

    // A container that has ended stays so where the pod never restarts it.
    private static void CheckTransition(JsonObject status, JsonObject before, string list, FieldErrors errors)
    {
        if (before.At("spec").TextOf("restartPolicy") is "" or "Always")
        {
            return;
        }

        foreach (var old in before.At("status").Each(list))
        {
            if (old.At("state", "terminated") is not { } ended || (before.At("spec").TextOf("restartPolicy") == "OnFailure" && FieldErrors.Number(ended, "exitCode") is not (null or 0)))
            {
                continue;
            }

            var name = old.TextOf("name");
            var index = status.Each(list).ToList().FindIndex(container => container.TextOf("name") == name);
            if (index >= 0 && status.Each(list).ElementAt(index).At("state", "terminated") is null)
            {
                errors.Forbidden($"status.{list}[{index}].state", "may not be transitioned to non-terminated state");
            }
        }
    }

    private static void CheckAddresses(JsonObject status, string list, FieldErrors errors)
    {
        var valid = new List<IPAddress>();
        var index = 0;
        foreach (var entry in status.Each(list))
        {
            var text = entry.TextOf("ip");
            if (AddressSyntax.TryParse(text, out var address))
            {
                valid.Add(address);
            }
            else
            {
                errors.Invalid($"status.{list}[{index}]", text, AddressSyntax.NotAnAddress);
            }

            index++;
        }

        if (index > 1 && valid.Count == index && (index > 2 || valid[0].AddressFamily == valid[1].AddressFamily))
        {
            errors.Invalid($"status.{list}", status[list], "may specify no more than one IP for each IP family");
        }
    }
}
