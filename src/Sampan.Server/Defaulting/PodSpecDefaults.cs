using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 PodSpec, in pods and in every template of pods.</summary>
internal static class PodSpecDefaults
{
    public static void ApplyToTemplate(JsonObject? template)
    {
        if (template is not null)
        {
            Apply(template.Ensure("spec"));
        }
    }

    public static void Apply(JsonObject spec)
    {
        spec.DefaultText("dnsPolicy", "ClusterFirst");
        spec.DefaultText("restartPolicy", "Always");
        spec.Default("securityContext", new JsonObject());
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.DefaultText("schedulerName", "default-scheduler");

        // The old name of the field follows the new one, and stands in for it where only it is given.
        if (spec.TextOf("serviceAccountName") is { Length: > 0 } account)
        {
            spec["serviceAccount"] = account;
        }
        else if (spec.TextOf("serviceAccount") is { Length: > 0 } deprecated)
        {
            spec["serviceAccountName"] = deprecated;
        }

        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers", "ephemeralContainers"])
        {
            foreach (var container in spec.Each(list))
            {
                ContainerDefaults.Apply(container);
            }
        }

        foreach (var volume in spec.Each("volumes"))
        {
            VolumeDefaults.Apply(volume);
        }
    }
}
