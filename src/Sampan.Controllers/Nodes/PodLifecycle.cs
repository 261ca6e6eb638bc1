using System.Globalization;
using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>What a node does next with a pod.</summary>
internal enum PodAction
{
    /// <summary>Nothing, or nothing yet.</summary>
    Wait,

    /// <summary>Show that the containers are being created.</summary>
    Create,

    /// <summary>Show that the containers run.</summary>
    Run,

    /// <summary>Show that the pod has been looked at.</summary>
    Observe,

    /// <summary>Set aside what a resized pod wants, or show that it cannot be.</summary>
    Allocate,

    /// <summary>Show that a resized pod has what it wants.</summary>
    Actuate,

    /// <summary>Show that the containers have ended.</summary>
    Complete,

    /// <summary>Start stopping the containers of a deleted pod.</summary>
    Stop,

    /// <summary>Remove a deleted pod whose containers have stopped.</summary>
    Remove,
}

/// <summary>The next action, and after which delay.</summary>
internal readonly record struct PodStep(PodAction Action, TimeSpan? Delay = null);

/// <summary>The life of a pod on a simulated node, as a function of the pod and the time.</summary>
internal static class PodLifecycle
{
    /// <summary>Annotation: seconds that the pod's containers run before they end, for any pod.</summary>
    public const string RunSeconds = "sampan.dev/run-seconds";

    /// <summary>Annotation: the code with which the pod's containers end; 0 if absent.</summary>
    public const string ExitCodeAnnotation = "sampan.dev/exit-code";

    /// <summary>What is due now for a pod that is bound to a node.</summary>
    public static PodStep Next(KubernetesObject pod, DateTimeOffset now, SimulationOptions options)
    {
        if (pod.Metadata.DeletionTimestamp is { } deletion)
        {
            return Ending(pod, deletion, now, options);
        }

        if (pod.IsFinished)
        {
            return new PodStep(PodAction.Wait);
        }

        var started = KubernetesTime.Parse(pod.Root.Member("status")?.String("startTime"));
        if (pod.Phase != PodReading.Running)
        {
            return started is null && options.StartDelay > TimeSpan.Zero
                ? new PodStep(PodAction.Create, options.StartDelay)
                : Due(PodAction.Run, started + options.StartDelay - now);
        }

        var end = RunTime(pod, options) is { } duration
            ? Due(PodAction.Complete, started + options.StartDelay + duration - now)
            : new PodStep(PodAction.Wait);
        return end.Action == PodAction.Complete ? end : Resizing(pod, now, options, end.Delay);
    }

    // A node takes as long to resize a pod as to start it.
    private static PodStep Resizing(KubernetesObject pod, DateTimeOffset now, SimulationOptions options, TimeSpan? end)
    {
        if (!PodResize.IsWanted(pod))
        {
            return new PodStep(PodResize.IsUnreported(pod) ? PodAction.Observe : PodAction.Wait, end);
        }

        if (pod.PodCondition(PodResize.InProgress) is not { } progress || PodResize.IsUnreported(pod))
        {
            return new PodStep(PodAction.Allocate, end);
        }

        var left = progress.LastTransitionTime + options.StartDelay - now;
        return left > TimeSpan.Zero ? new PodStep(PodAction.Wait, end < left ? end : left) : new PodStep(PodAction.Actuate, end);
    }

    /// <summary>The code with which the pod's containers end.</summary>
    public static int ExitCode(KubernetesObject pod) =>
        pod.Metadata.Annotations.TryGetValue(ExitCodeAnnotation, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var code) ? code : 0;

    private static PodStep Ending(KubernetesObject pod, DateTimeOffset deletion, DateTimeOffset now, SimulationOptions options)
    {
        var grace = TimeSpan.FromSeconds((pod.Root.Member("metadata") ?? default).Integer("deletionGracePeriodSeconds") ?? 0);
        var delay = options.TerminationDelay < grace ? options.TerminationDelay : grace;
        var left = deletion - grace + delay - now;
        return left > TimeSpan.Zero && !pod.IsFinished
            ? new PodStep(PodAction.Stop, left)
            : new PodStep(PodAction.Remove);
    }

    /// <summary>How long the pod's containers run; null for ever.</summary>
    private static TimeSpan? RunTime(KubernetesObject pod, SimulationOptions options) =>
        pod.Metadata.Annotations.TryGetValue(RunSeconds, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : pod.Metadata.Controller?.Kind == "Job" ? options.JobDuration
        : null;

    private static PodStep Due(PodAction action, TimeSpan? left) =>
        left > TimeSpan.Zero ? new PodStep(PodAction.Wait, left) : new PodStep(action);
}
