using System.Net;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>The addresses of a pod and of its host: one of each family; invalid ones that were there may stay.</summary>
internal static class PodAddressValidation
{
    public static void CheckPods(JsonObject status, JsonObject old, FieldErrors errors) => Check(status, old, "podIPs", errors);

    public static void CheckHosts(JsonObject status, JsonObject old, FieldErrors errors)
    {
        if (status.Each("hostIPs").FirstOrDefault() is { } first && first.TextOf("ip") != status.TextOf("hostIP"))
        {
            errors.Invalid("status.hostIPs[0].ip", first.TextOf("ip"), "must be equal to `hostIP`");
        }

        Check(status, old, "hostIPs", errors);
    }

    private static void Check(JsonObject status, JsonObject old, string list, FieldErrors errors)
    {
        var known = old.Each(list).Select(entry => entry.TextOf("ip")).ToHashSet(StringComparer.Ordinal);
        var valid = new List<IPAddress>();
        var count = 0;
        foreach (var text in status.Each(list).Select(entry => entry.TextOf("ip")))
        {
            if (AddressSyntax.TryParse(text, out var address))
            {
                valid.Add(address);
            }
            else if (!known.Contains(text))
            {
                errors.Invalid($"status.{list}[{count}]", text, AddressSyntax.NotAnAddress);
            }

            count++;
        }

        var isPair = count == 2 && valid.Count == 2 && valid[0].AddressFamily != valid[1].AddressFamily;
        if (count > 1 && !isPair)
        {
            errors.Invalid($"status.{list}", status[list], "may specify no more than one IP for each IP family");
        }
    }
}
