using Sampan.Releases.Life;

namespace Sampan.Reports;

/// <summary>Progress of releases, a line each. Lines come in the order of the events: no thread of its own.</summary>
internal sealed class ProgressLines(TextWriter output) : IProgress<ReleaseProgress>
{
    public void Report(ReleaseProgress value)
    {
        var line = value.Action switch
        {
            ReleaseAction.Started => $"{value.Release}",
            ReleaseAction.Finished => $"  {value.Subject}",
            ReleaseAction.Created => $"  + {value.Subject}",
            ReleaseAction.Changed => $"  ~ {value.Subject}",
            ReleaseAction.Deleted => $"  - {value.Subject}",
            ReleaseAction.Kept => $"  = {value.Subject} (kept by its resource policy)",
            ReleaseAction.HookRan => $"  hook {value.Subject}",
            ReleaseAction.Waiting => $"  waiting for {value.Subject}",
            ReleaseAction.Warning => $"  warning: {value.Subject}",
            _ => null,
        };
        if (line is not null)
        {
            output.WriteLine(line);
        }
    }
}
