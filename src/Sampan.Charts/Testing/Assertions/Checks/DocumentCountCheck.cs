using System.Globalization;

namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary><c>hasDocuments</c>: how many documents a template makes; with <c>filterAware</c>, how many are selected.</summary>
internal sealed class DocumentCountCheck(CheckParameters parameters) : IManifestCheck
{
    private readonly long _expected = parameters.Number("count") ?? 0;
    private readonly bool _countsSelected = parameters.Flag("filterAware");

    public IReadOnlyList<string>? Failure(CheckContext context)
    {
        var count = (_countsSelected ? context.Selected : context.Documents).Count;
        return count == _expected != context.IsNegative ? null
            : FailureText.Expected(
                context.IsNegative,
                " documents count to be",
                _expected.ToString(CultureInfo.InvariantCulture),
                context.IsNegative ? null : count.ToString(CultureInfo.InvariantCulture));
    }
}
