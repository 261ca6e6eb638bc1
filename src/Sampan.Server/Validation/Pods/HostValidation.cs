using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>What a pod shares with its node.</summary>
internal static class HostValidation
{
    /// <summary>On the node's network, a container's port is the node's.</summary>
    public static void ValidatePorts(JsonObject spec, bool isPod, string path, FieldErrors errors)
    {
        if (!spec.IsTrue("hostNetwork"))
        {
            return;
        }

        var container = 0;
        foreach (var ports in spec.Each("containers").Select(entry => entry.Each("ports")))
        {
            var index = 0;
            foreach (var port in ports)
            {
                var host = FieldErrors.Number(port, "hostPort") ?? 0;
                if ((isPod || host != 0) && host != (FieldErrors.Number(port, "containerPort") ?? 0))
                {
                    errors.Invalid($"{path}.containers[{container}].ports[{index}].hostPort", host, "must match `containerPort` when `hostNetwork` is true");
                }

                index++;
            }

            container++;
        }
    }

    /// <summary>A pod with users of its own shares nothing else with the node.</summary>
    public static void ValidateUsers(JsonObject spec, string path, FieldErrors errors)
    {
        if (spec["hostUsers"]?.ToString() != "false")
        {
            return;
        }

        if (spec.IsTrue("hostNetwork"))
        {
            errors.Forbidden($"{path}.hostNetwork", "when `hostUsers` is false");
        }

        foreach (var (name, shown) in (ReadOnlySpan<(string, string)>)[("hostPID", "HostPID"), ("hostIPC", "HostIPC")])
        {
            if (spec.IsTrue(name))
            {
                errors.Forbidden($"{path}.{shown}", "when `hostUsers` is false");
            }
        }
    }
}
