using Sampan.Kubernetes.Objects;

namespace Sampan.Releases.Life;

/// <summary>How far a hook's object is: a Job or Pod ends, anything else has ended once it exists.</summary>
internal static class HookOutcome
{
    public enum State
    {
        Running,
        Succeeded,
        Failed,
    }

    public static State Of(KubernetesObject live)
    {
        var status = live.Root.Member("status") ?? default;
        switch (live.Kind)
        {
            case "Job":
                foreach (var condition in status.Items("conditions"))
                {
                    if (condition.String("status") == "True" && condition.String("type") is "Complete" or "Failed")
                    {
                        return condition.String("type") == "Complete" ? State.Succeeded : State.Failed;
                    }
                }

                return State.Running;
            case "Pod":
                return status.String("phase") switch
                {
                    "Succeeded" => State.Succeeded,
                    "Failed" => State.Failed,
                    _ => State.Running,
                };
            default:
                return State.Succeeded;
        }
    }
}
