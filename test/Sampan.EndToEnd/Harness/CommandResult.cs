namespace Sampan.EndToEnd.Harness;

/// <summary>How a command ended and what it wrote.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Standard output, after making sure that the command succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"{Command}: exit code {ExitCode}\n{Output}\n{Error}");
        return Output;
    }

    /// <summary>Standard error, after making sure that the command failed with one message and no stack trace.</summary>
    public string Failed()
    {
        Assert.True(ExitCode != 0, $"{Command}: succeeded\n{Output}");
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return Error;
    }
}
