using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Container, of every sort.</summary>
internal static class ContainerDefaults
{
    public static void Apply(JsonObject container)
    {
        container.DefaultText("imagePullPolicy", ImageReference.IsLatest(container.TextOf("image")) ? "Always" : "IfNotPresent");
        container.DefaultText("terminationMessagePath", "/dev/termination-log");
        container.DefaultText("terminationMessagePolicy", "File");
        foreach (var variable in container.Each("env"))
        {
            variable.At("valueFrom", "fieldRef")?.DefaultText("apiVersion", "v1");
            variable.At("valueFrom", "fileKeyRef")?.Default("optional", false);
        }

        foreach (var probe in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            ApplyToProbe(container[probe] as JsonObject);
        }

        ApplyToHttp(container.At("lifecycle", "postStart", "httpGet"));
        ApplyToHttp(container.At("lifecycle", "preStop", "httpGet"));
    }

    private static void ApplyToProbe(JsonObject? probe)
    {
        if (probe is null)
        {
            return;
        }

        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        probe.At("grpc")?.Default("service", "");
        ApplyToHttp(probe["httpGet"] as JsonObject);
    }

    private static void ApplyToHttp(JsonObject? request)
    {
        request?.DefaultText("path", "/");
        request?.DefaultText("scheme", "HTTP");
    }
}
