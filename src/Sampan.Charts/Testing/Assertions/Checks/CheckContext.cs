using Sampan.Charts.Testing.Snapshots;

namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary>What a check is made on.</summary>
/// <param name="Documents">All documents of the template.</param>
/// <param name="Selected">Those that the assertion is about.</param>
/// <param name="IsNegative">Whether what is checked must not hold.</param>
/// <param name="Snapshots">What was recorded for the test.</param>
/// <param name="RenderError">Why the chart was not rendered, where no template is to blame; null when it was, or one is.</param>
/// <param name="FailFast">Whether the first failure is enough.</param>
internal sealed record CheckContext(
    IReadOnlyList<Map> Documents, IReadOnlyList<Map> Selected, bool IsNegative, TestSnapshots Snapshots, string? RenderError, bool FailFast);
