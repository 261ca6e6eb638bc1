using Sampan.Errors;

namespace Sampan.Tests.Errors;

public sealed class ErrorReportTests
{
    [Fact]
    public void Unforeseen_IsTold_WithThePlaceItComesFrom()
    {
        var exception = Record.Exception(Fail)!;

        Assert.Equal(
            "internal error (NotSupportedException in Sampan.Tests.Errors.ErrorReportTests.Fail): no such thing. Please report it with the command line that led here",
            ErrorReport.Message(exception));
    }

    [Fact]
    public void Unforeseen_ThatWasNeverThrown_HasNoPlace() =>
        Assert.StartsWith("internal error (NotSupportedException): no such thing. ", ErrorReport.Message(new NotSupportedException("no such thing.")), StringComparison.Ordinal);

    private static void Fail() => throw new NotSupportedException("no such thing.");
}
