namespace Sampan.Server.Storage.Etcd;

/// <summary>
/// Asks one question for all who ask it at the same time. Whoever asks while an answer is under way gets the next one:
/// an answer always belongs to a question that was put after the asking.
/// </summary>
internal sealed class SharedQuestion<TAnswer>(Func<Task<TAnswer>> ask)
{
    private readonly Lock _gate = new();
    private Task<TAnswer>? _running;
    private Task<TAnswer>? _next;

    public Task<TAnswer> AskAsync()
    {
        lock (_gate)
        {
            return _running is { IsCompleted: false } running ? _next ??= AskAfterAsync(running) : _running = ask();
        }
    }

    private async Task<TAnswer> AskAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task<TAnswer> own;
        lock (_gate)
        {
            _next = null;
            own = _running = ask();
        }

        return await own;
    }
}
