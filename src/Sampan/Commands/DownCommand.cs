using System.CommandLine;
using Sampan.Embedded;
using Sampan.Errors;

namespace Sampan.Commands;

/// <summary><c>sampan down</c>: ends the embedded fleet of a data folder; its state stays for the next <c>up</c>.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Command Create(TimeProvider time)
    {
        var folder = new DataFolderOption();
        var command = new Command("down", "Stop the embedded fleet (its state stays)");
        folder.AddTo(command);
        return command.Runs((parsed, cancellationToken) => RunAsync(folder.Of(parsed), time, cancellationToken));
    }

    private static async Task<int> RunAsync(DataFolder folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!FleetLock.IsHeld(folder))
        {
            Console.WriteLine($"no fleet is running on {folder.Path}");
            return 0;
        }

        var state = FleetState.Read(folder.State) ?? throw new UserException($"a fleet is starting on {folder.Path}: try again when it is up");
        ProcessSignal.RequestEnd(state.ProcessId);
        var started = time.GetTimestamp();
        while (FleetLock.IsHeld(folder))
        {
            if (time.GetElapsedTime(started) > Limit)
            {
                throw new UserException($"the fleet's process {state.ProcessId} did not end within {Limit.TotalSeconds:0} s. Its log is {folder.Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }

        Console.WriteLine($"stopped; state kept in {folder.Path}");
        return 0;
    }
}
