using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Node: its addresses and its machine are given once (ValidateNodeUpdate). What a new node must keep is asked again.</summary>
internal static class NodeUpdate
{
    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        NodeAnnotations.Validate(draft, errors);
        NodeValidation.ValidateResources(draft, errors);
        NodeFeatures.Validate(draft, errors);
        CheckAddresses(draft, errors);
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        CheckRanges(now, then, errors);
        if (then.TextOf("providerID") is { Length: > 0 } provider && now.TextOf("providerID") != provider)
        {
            errors.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        }

        NodeConfiguration.Validate(draft, errors);
        TaintValidation.Validate(now.Each("taints"), "metadata.taints", errors);
        if (now.TextOf("externalID") != then.TextOf("externalID"))
        {
            errors.Forbidden("spec.externalID", "may not be updated");
        }
    }

    private static void CheckAddresses(JsonObject draft, FieldErrors errors)
    {
        var known = new HashSet<(string Type, string Address)>();
        var index = 0;
        foreach (var address in draft.At("status").Each("addresses"))
        {
            if (!known.Add((address.TextOf("type"), address.TextOf("address"))))
            {
                errors.DuplicateAsShown($"status.addresses[{index}]", InternalForm.NodeAddress.Show(address));
            }

            index++;
        }
    }

    private static void CheckRanges(JsonObject now, JsonObject then, FieldErrors errors)
    {
        var (ranges, old) = (FieldErrors.Texts(now, "podCIDRs"), FieldErrors.Texts(then, "podCIDRs"));
        if (old.Count == 0)
        {
            return;
        }

        // One complaint for each range that has changed, or one if there are more or fewer.
        var changes = ranges.Count == old.Count ? old.Zip(ranges).Count(pair => pair.First != pair.Second) : 1;
        for (var i = 0; i < changes; i++)
        {
            errors.Forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        }
    }
}
