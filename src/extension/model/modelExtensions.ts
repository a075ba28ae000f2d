/** Extensions of files whose name promises a model, without the dot. */
export const MODEL_EXTENSIONS = ['keras', 'h5', 'hdf5', 'safetensors', 'pth', 'pt'] as const;
